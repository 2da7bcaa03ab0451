// Draws what a file does not draw itself: the places of elements are reckoned, nothing else of the file is touched.
const DRAWN = /<(?:[\w-]+:)?BPMNPlane\b/;
const DIAGRAM = /<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/;
const END = /<\/(?:[\w-]+:)?definitions\s*>\s*$/;
const SPACES = {
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI', dc: 'http://www.omg.org/spec/DD/20100524/DC', di: 'http://www.omg.org/spec/DD/20100524/DI',
};

export const isDrawn = (xml) => DRAWN.test(xml);

/** The same file with a drawing put at its end. */
export async function withDrawing(xml) {
  const { layoutProcess } = await import('bpmn-auto-layout');
  const diagram = DIAGRAM.exec(await layoutProcess(await withEnds(xml)))?.[0];
  if (!diagram || !END.test(xml)) throw new Error('it has no drawing, and none could be made');
  const named = Object.entries(SPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');
  return xml.replace(END, (end) => diagram.replace('<bpmndi:BPMNDiagram', `<bpmndi:BPMNDiagram${named}`) + end);
}

/** A copy in which every element names its flows: BPMN lets a file leave that out, the layout needs it. */
async function withEnds(xml) {
  const { BpmnModdle } = await import('bpmn-moddle');
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(xml);
  for (const scope of scopes(rootElement.rootElements ?? [])) {
    for (const flow of scope.flowElements.filter(({ $type }) => $type === 'bpmn:SequenceFlow')) {
      for (const [end, list] of [[flow.sourceRef, 'outgoing'], [flow.targetRef, 'incoming']]) {
        if (end && !end.get(list).includes(flow)) end.get(list).push(flow);
      }
    }
  }
  return (await moddle.toXML(rootElement)).xml;
}

function scopes(elements) {
  return elements.flatMap((element) => (element.flowElements ? [element, ...scopes(element.flowElements)] : []));
}
