// Where a value stands in the model: how to read and to write it, given the element.
import { extension, owner, property } from '../../extensions.js';

export const attributeOf = (type, name) => ({
  get: (element) => extension(element, type)?.get(name) ?? '',
  set: (element, value, { write }) => write.setAttribute(element, type, name, value),
});
export const bodyOf = (type) => ({
  get: (element) => extension(element, type)?.value ?? '',
  set: (element, value, { write }) => write.setBody(element, owner(element), type, value),
});
/** The text of an extension of any part of the element: of a message, of an event definition. */
export const bodyIn = (node, type) => ({
  get: () => node.extensionElements?.values?.find((value) => value.$type === type)?.value ?? '',
  set: (element, value, { write }) => write.setBody(element, node, type, value),
});
export const propertyOf = (name) => ({
  get: (element) => property(element, name),
  set: (element, value, { write }) => write.setProperty(element, name, value),
});
export const fieldOf = (node, name) => ({
  get: () => node.get(name) ?? '',
  set: (element, value, { write }) => write.update(element, node, { [name]: value || undefined }),
});
export const bpmnOf = (name) => ({
  get: (element) => owner(element).get(name) ?? '',
  set: (element, value, { modeling }) => modeling.updateProperties(element, { [name]: value || undefined }),
});
/** An expression that BPMN keeps in an element of its own: a condition, a number of runs. */
export const expressionOf = (node, name) => ({
  get: () => node.get(name)?.body ?? '',
  set: (element, value, { write }) => write.update(element, node, { [name]: value ? write.create('bpmn:FormalExpression', { body: value }, node) : undefined }),
});
/** A yes or no that stands for itself; `no` is what the model says when it says nothing. */
export const flagOf = (node, name, usual) => ({
  get: () => (node.get(name) ? 'true' : ''),
  set: (element, value, { write }) => write.update(element, node, { [name]: Boolean(value) === usual ? undefined : Boolean(value) }),
});
