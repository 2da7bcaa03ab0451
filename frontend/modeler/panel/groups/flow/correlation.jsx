// How a message finds the one instance it is for: a value of the message that equals a value here.
import { useService } from 'bpmn-js-properties-panel';
import { useModel } from '../../fields/model.js';
import { Field, Icon, shownAsEdited, Typed } from '../../fields/parts.jsx';

const HERE = 'spiffworkflow:ProcessVariableCorrelation';

/** Every key that reads from the message: [property, its retrieval]. */
function keysOf(definitions, message) {
  return definitions.rootElements.filter(({ $type }) => $type === 'bpmn:CorrelationProperty')
    .flatMap((property) => (property.correlationPropertyRetrievalExpression ?? []).filter(({ messageRef }) => messageRef === message).map((retrieval) => [property, retrieval]));
}

const hereOf = (holder, property) => holder.extensionElements?.values?.find((value) => value.$type === HERE && value.propertyId?.value === property.id);

function Keys({ id, element, holder, sends }) {
  const { write } = useModel();
  const modeler = useService('bpmnjs');
  const message = holder.messageRef;
  const keys = keysOf(modeler.getDefinitions(), message);
  const add = () => {
    const number = modeler.getDefinitions().rootElements.filter(({ $type }) => $type === 'bpmn:CorrelationProperty').length + 1;
    const [property, step] = write.root('bpmn:CorrelationProperty', { id: `key_${Date.now().toString(36)}`, name: `key ${number}` });
    const retrieval = write.create('bpmn:CorrelationPropertyRetrievalExpression', { messageRef: message }, property);
    property.correlationPropertyRetrievalExpression = [retrieval];
    write.run(element, [step]);
  };
  const remove = (property, retrieval) => {
    const rest = property.correlationPropertyRetrievalExpression.filter((one) => one !== retrieval);
    const definitions = modeler.getDefinitions();
    const steps = rest.length ? [[property, { correlationPropertyRetrievalExpression: rest }]] : [[definitions, { rootElements: definitions.rootElements.filter((one) => one !== property) }]];
    const here = hereOf(holder, property);
    if (here) steps.push([holder.extensionElements, { values: holder.extensionElements.values.filter((one) => one !== here) }]);
    write.run(element, steps);
  };
  return <Field id={id} label="Finds its instance by" edited={keys.length > 0} help={sends ? 'Values of the message that the waiting instance is known by.' : 'The message reaches the instance where both sides are equal; the one that waits longest when there is no key.'}>
    {keys.map(([property, retrieval]) => <Key key={property.id} property={property} retrieval={retrieval} holder={holder} element={element} sends={sends} onRemove={() => remove(property, retrieval)} />)}
    <button type="button" class="panel-add" onClick={add}><Icon name="plus" />Add a key</button></Field>;
}

function Key({ property, retrieval, holder, element, sends, onRemove }) {
  const { write } = useModel();
  const here = hereOf(holder, property);
  const setPath = (text) => write.update(element, retrieval, { messagePath: text ? write.create('bpmn:FormalExpression', { body: text }, retrieval) : undefined });
  const setHere = (text) => {
    if (here && text) { write.update(element, here.expression, { value: text }); return; }
    if (here) { write.remove(element, here); return; }
    if (!text) return;
    const parts = { propertyId: write.create('spiffworkflow:PropertyId', { value: property.id }), expression: write.create('spiffworkflow:Expression', { value: text }) };
    const made = write.add(element, HERE, parts, holder);
    Object.values(parts).forEach((part) => { part.$parent = made; });
  };
  return <div class="panel-key" role="group" aria-label={property.name || property.id}>
    <label>Name<Typed type="text" value={property.name ?? ''} onChange={(name) => write.update(element, property, { name: name || undefined })} /></label>
    <label>In the message<Typed class="panel-code" type="text" spellcheck={false} placeholder="order_no" value={retrieval.messagePath?.body ?? ''} onChange={setPath} /></label>
    {!sends && <label>Here<Typed class="panel-code" type="text" spellcheck={false} placeholder="order_no" value={here?.expression?.value ?? ''} onChange={setHere} /></label>}
    <button type="button" class="panel-remove" aria-label={`Remove ${property.name || property.id}`} onClick={onRemove}><Icon name="x" /></button></div>;
}

export const correlation = (element, holder, sends) => [{ id: 'baton-correlation', component: Keys, holder, sends, isEdited: shownAsEdited }];
