// Whether something can be executed here: decided by the list that the check of a deployment is made of.

const EVENT = /^bpmn:(\w+)EventDefinition$/;
const plain = (type) => {
  const name = type.replace('bpmn:', '');
  return name[0].toLowerCase() + name.slice(1);
};

/** `target` is what a menu entry makes: {type, eventDefinitionType, triggeredByEvent, instantiate}; `offers` comes from the server. */
export function isOffered(target, offers, { inEventSubProcess = false } = {}) {
  if (!offers || !target?.type) return true;
  const kind = plain(target.type);
  if (offers.refused.includes(kind) || target.instantiate) return false;
  const event = EVENT.exec(target.eventDefinitionType ?? '');
  if (!event) return true;
  const place = kind === 'startEvent' && (inEventSubProcess || target.isInterrupting === false) ? 'eventSubProcess' : kind;
  return (offers.events[place] ?? []).includes(event[1][0].toLowerCase() + event[1].slice(1));
}
