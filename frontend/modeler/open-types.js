// Elements of our two namespaces that this version does not know survive a save: their types are made when they are met.

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
