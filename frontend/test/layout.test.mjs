import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDrawn, withDrawing } from '../modeler/drawing/layout.js';

const HEAD = '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" targetNamespace="t">';
const MODEL = `${HEAD}<b:process id="p" isExecutable="true" x:kept="yes"><b:startEvent id="s"/><b:userTask id="a"/><b:endEvent id="e"/>
<b:sequenceFlow id="f" sourceRef="s" targetRef="a"/><b:sequenceFlow id="g" sourceRef="a" targetRef="e"/></b:process></b:definitions>`;

test('a file without a drawing gets one, and every byte before it stays', async () => {
  assert.equal(isDrawn(MODEL), false);
  const drawn = await withDrawing(MODEL);
  assert.ok(isDrawn(drawn));
  assert.ok(drawn.startsWith(MODEL.slice(0, -'</b:definitions>'.length)));
  for (const id of ['s', 'a', 'e', 'f', 'g']) assert.ok(drawn.includes(`bpmnElement="${id}"`), id);
});
