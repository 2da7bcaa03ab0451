// Every model of the conformance set keeps its ids and its extensions when it is read and written; needs the folder in BATON_CONFORMANCE_DIR.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';
import { keepVariables, openTypes } from '../modeler/lossless.js';

const FOLDER = process.env.BATON_CONFORMANCE_DIR;
const json = (name) => JSON.parse(readFileSync(new URL(`../modeler/${name}`, import.meta.url), 'utf8'));
const packages = { spiffworkflow: json('spiffworkflow-moddle.json'), baton: json('baton-moddle.json') };

const files = FOLDER ? readdirSync(FOLDER, { recursive: true }).filter((name) => /\.bpmn$/.test(name)).map((name) => join(FOLDER, name)).filter((file) => /definitions/.test(readFileSync(file, 'utf8'))) : [];

const all = (xml, pattern) => [...xml.matchAll(pattern)].map(([, found]) => found).sort();
const ids = (xml) => all(xml.replace(/<!--[\s\S]*?-->/g, ''), /\sid="([^"]*)"/g);
/** Every element and attribute of other namespaces than BPMN's own, by local name and value. */
function extensions(xml) {
  const plain = xml.replace(/<!--[\s\S]*?-->/g, '');
  const foreign = [...plain.matchAll(/xmlns:([\w-]+)="([^"]+)"/g)].filter(([, , uri]) => !/omg\.org|w3\.org/.test(uri)).map(([, prefix]) => prefix);
  return foreign.flatMap((prefix) => all(plain, new RegExp(`<${prefix}:([\\w.-]+)`, 'g')).concat(all(plain, new RegExp(`\\s${prefix}:([\\w.-]+="[^"]*")`, 'g')))).sort();
}

for (const file of files) {
  test(`${basename(file)} keeps its ids and extensions`, async (context) => {
    const before = readFileSync(file, 'utf8');
    const moddle = keepVariables(openTypes(new BpmnModdle(packages)));
    const read = await moddle.fromXML(before).catch((error) => error);
    if (read instanceof Error) { context.skip(`not readable: ${read.message.slice(0, 80)}`); return; }
    // Made to break the schema: what the reader refuses with a warning has no place to be kept.
    const lost = read.warnings.find(({ message }) => /unparsable|duplicate/.test(message));
    if (/invalid/.test(file) && lost) { context.skip(lost.message.split('\n')[0]); return; }
    const { xml } = await moddle.toXML(read.rootElement, { format: true });
    assert.deepEqual(ids(xml), ids(before));
    assert.deepEqual(extensions(xml), extensions(before));
  });
}

test('the conformance set is where it was said to be', { skip: !FOLDER }, () => assert.ok(files.length > 0));
