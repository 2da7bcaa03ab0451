// What moddle would drop on a save and must not: words of later versions in our namespaces, and variables named by loops.

const OPEN = new Set(['spiffworkflow', 'baton']);
const CONTENT = [{ name: 'text', isBody: true, type: 'String' }, { name: 'inner', type: 'Element', isMany: true }];

/** Changes `moddle` so that reading `<baton:later>` registers the type `baton:Later` instead of dropping the element. */
export function openTypes(moddle) {
  const known = moddle.getType.bind(moddle);
  moddle.getType = (name) => {
    const [prefix, local] = String(name).split(':');
    if (local && OPEN.has(prefix) && !moddle.registry.typeMap[name]) {
      moddle.registry.registerType({ name: `${prefix}:${local}`, superClass: ['Element'], properties: structuredClone(CONTENT) }, moddle.getPackage(prefix));
    }
    return known(name);
  };
  return moddle;
}

const VARIABLES = new Set(['bpmn:loopDataInputRef', 'bpmn:loopDataOutputRef']);

/** The engine lets a loop name a variable where BPMN wants a data object; such names are no dangling references. */
export function keepVariables(moddle) {
  const read = moddle.fromXML.bind(moddle);
  moddle.fromXML = async (...parameters) => {
    const result = await read(...parameters);
    for (const { element, property, id } of result.references) {
      if (VARIABLES.has(property) && !result.elementsById[id]) element.set(property, moddle.create('bpmn:ItemAwareElement', { id }));
    }
    result.warnings = result.warnings.filter(({ property }) => !VARIABLES.has(property));
    return result;
  };
  return moddle;
}
