// Reads and writes extension elements; every write is one command, so undo takes back exactly one edit.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

// What the engine's file format calls the kinds of parameters.
const TYPES = { text: 'str', 'long-text': 'str', number: 'float', 'yes-no': 'bool', list: 'list' };
export const NOTHING = '""';
const UPDATE = 'element.updateModdleProperties';

/** The business object extensions belong to: the process behind a pool, else the element's own. */
export function owner(element) {
  const object = getBusinessObject(element);
  return object.$type === 'bpmn:Participant' ? object.processRef : object;
}

export const extensions = (element, type) => (owner(element)?.extensionElements?.values ?? []).filter((value) => value.$type === type);
export const extension = (element, type) => extensions(element, type)[0];

/** Writes through the command stack. Get one with `new Extensions(injector)`. */
export class Extensions {
  constructor(injector) {
    this.factory = injector.get('bpmnFactory');
    this.stack = injector.get('commandStack');
    this.modeler = injector.get('bpmnjs');
  }

  create(type, properties, parent) {
    const node = this.factory.create(type, properties);
    node.$parent = parent;
    return node;
  }

  run(element, steps) {
    if (steps.length) this.stack.execute('properties-panel.multi-command-executor', steps.map(([moddleElement, properties]) => ({ cmd: UPDATE, context: { element, moddleElement, properties } })));
  }

  update(element, node, properties) { this.run(element, [[node, properties]]); }

  /** The holder of extension elements of an object and the steps that make it if it is missing. */
  holder(object) {
    if (object.extensionElements) return [object.extensionElements, []];
    const holder = this.create('bpmn:ExtensionElements', { values: [] }, object);
    return [holder, [[object, { extensionElements: holder }]]];
  }

  add(element, type, properties, object = owner(element)) {
    const [holder, steps] = this.holder(object);
    const node = this.create(type, properties, holder);
    this.run(element, [...steps, [holder, { values: [...holder.values, node] }]]);
    return node;
  }

  remove(element, node) {
    const holder = node.$parent?.$type === 'bpmn:ExtensionElements' ? node.$parent : owner(element).extensionElements;
    this.update(element, holder, { values: holder.values.filter((value) => value !== node) });
  }

  /** A new root element of the file (a message, a signal), and the step that adds it. */
  root(type, properties) {
    const definitions = this.modeler.getDefinitions();
    const node = this.create(type, properties, definitions);
    return [node, [definitions, { rootElements: [...definitions.rootElements, node] }]];
  }

  /** Sets one attribute of `type`, makes the element when needed and drops it when nothing is left in it. */
  setAttribute(element, type, name, value) {
    const node = extension(element, type);
    if (!node) { if (value) this.add(element, type, { [name]: value }); return; }
    const rest = node.$descriptor.properties.some((property) => property.isAttr && property.name.split(':').pop() !== name && node.get(property.name));
    if (!value && !rest && !Object.keys(node.$attrs).length) this.remove(element, node);
    else this.update(element, node, { [name]: value || undefined });
  }

  /** Sets several attributes at once, as one edit. */
  setAttributes(element, type, values) {
    const node = extension(element, type);
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || undefined]));
    if (node) this.update(element, node, given);
    else if (Object.values(values).some(Boolean)) this.add(element, type, given);
  }

  /** The text of an extension of any part (`object`) of the element. */
  setBody(element, object, type, value) {
    const node = object.extensionElements?.values?.find((one) => one.$type === type);
    if (!node) { if (value) this.add(element, type, { value }, object); return; }
    if (value) this.update(element, node, { value });
    else this.remove(element, node);
  }

  /** One name/value pair of `spiffworkflow:properties`. */
  setProperty(element, name, value) {
    const node = extension(element, 'spiffworkflow:Properties');
    const others = (node?.properties ?? []).filter((property) => property.name !== name);
    const next = value ? [...others, this.create('spiffworkflow:Property', { name, value }, node)] : others;
    if (!node && value) { const made = this.add(element, 'spiffworkflow:Properties', { properties: next }); next[0].$parent = made; return; }
    if (node && !next.length) this.remove(element, node);
    else if (node) this.update(element, node, { properties: next });
  }

  /** The operation of a service task with the parameters the catalogue names; values already given are kept. */
  setOperation(element, operation) {
    const old = extension(element, 'spiffworkflow:ServiceTaskOperator');
    if (!operation) { if (old) this.remove(element, old); return; }
    const [holder, steps] = this.holder(owner(element));
    const node = this.operator(operation, holder, old);
    this.run(element, [...steps, [holder, { values: [...holder.values.filter((value) => value !== old), node] }]]);
  }

  /** One input of an operation; one that the model does not have yet is added. */
  setParameter(element, operator, name, expression) {
    const list = operator.parameterList ?? this.create('spiffworkflow:Parameters', { parameters: [] }, operator);
    const known = list.parameters?.find(({ id }) => id === name);
    if (known) { this.update(element, known, { value: expression }); return; }
    const parameters = [...(list.parameters ?? []), this.create('spiffworkflow:Parameter', { id: name, type: 'any', value: expression }, list)];
    this.run(element, [...(operator.parameterList ? [] : [[operator, { parameterList: list }]]), [list, { parameters }]]);
  }

  operator(operation, parent, old) {
    const node = this.create('spiffworkflow:ServiceTaskOperator', { id: operation.id, resultVariable: old?.resultVariable || undefined }, parent);
    const list = this.create('spiffworkflow:Parameters', {}, node);
    const given = new Map((old?.parameterList?.parameters ?? []).map((parameter) => [parameter.id, parameter.value]));
    list.parameters = (operation.parameters ?? []).map(({ name, type = 'any' }) => this.create('spiffworkflow:Parameter', { id: name, type: TYPES[type] ?? 'any', value: given.get(name) ?? NOTHING }, list));
    node.parameterList = list;
    if (old?.retry) { node.retry = old.retry; old.retry.$parent = node; }
    return node;
  }
}

export const property = (element, name) => extension(element, 'spiffworkflow:Properties')?.properties?.find((entry) => entry.name === name)?.value ?? '';
