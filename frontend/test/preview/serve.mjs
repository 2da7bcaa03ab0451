// Serves the built assets with sample pages under the product's content security policy: `node test/preview/serve.mjs [port]`.
import { createServer } from 'node:http';
import { readFileSync, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { sampleHistory, sampleState, sampleCatalog } from './samples.mjs';

const here = import.meta.dirname;
const dist = process.env.BATON_ASSETS_DIR || join(here, '../../dist');
const port = Number(process.argv[2] ?? 8177);
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.woff': 'font/woff', '.html': 'text/html; charset=utf-8', '.bpmn': 'application/xml' };

// Read anew each time, so that a build shows without a restart.
const manifest = () => JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const asset = (name) => `/static/${manifest()[name].file}`;
const icon = (name) => `<svg class="icon" aria-hidden="true"><use href="${asset('icons.svg')}#${name}"/></svg>`;
const read = (name) => readFileSync(join(here, name), 'utf8');

/** `(inbox)` is an icon, `{{ asset('x') }}` an address; pages stand inside shell.html unless they bring their own html tag. */
function render(name, query) {
  const page = read(`${name}.html`);
  const whole = page.startsWith('<!doctype') ? page : read('shell.html').replace('{{ page }}', page);
  return whole
    .replaceAll('{{ theme }}', query.get('theme') ?? 'light')
    .replace(/\{\{ asset\('([^']+)'\) \}\}/g, (_, file) => asset(file))
    .replace(/\(([a-z][a-z0-9-]*)\)/g, (_, id) => icon(id));
}

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-preview'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
  + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

let saved = { version: 3 };
const problems = [
  { rule: 'timer-text', message: 'The timer “2 days” is not an ISO 8601 duration.', element_id: 'remind', level: 'error' },
  { rule: 'no-documentation', message: 'This user task says nothing about what to do.', element_id: 'investigate', level: 'warning' },
];
const answers = {
  'GET /state.json': () => sampleState(),
  'GET /history.json': (query) => sampleHistory(Number(query.get('n') ?? 200)),
  'GET /catalog.json': () => sampleCatalog(),
  'PUT /draft': (_, body) => { saved = { ...JSON.parse(body), version: saved.version + 1 }; return { version: saved.version }; },
  'GET /draft': () => saved,
  'POST /lint': () => ({ problems }),
  'POST /deploy': () => ({ definition: 'd-1', number: 4, version: saved.version, warnings: [] }),
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const send = (status, type, body, headers = {}) => { response.writeHead(status, { 'Content-Type': type, ...headers }); response.end(body); };
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const answer = answers[`${request.method} ${pathname}`];
    if (answer) return send(200, 'application/json', JSON.stringify(answer(searchParams, Buffer.concat(chunks).toString())));
    const file = pathname.startsWith('/static/') ? join(dist, pathname.slice(8)) : join(here, '..', 'fixtures', pathname);
    if (existsSync(file) && extname(file)) return send(200, TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file));
    const name = pathname.slice(1) || 'worklist';
    if (!existsSync(join(here, `${name}.html`))) return send(404, 'text/plain', 'not here');
    return send(200, TYPES['.html'], render(name, searchParams), { 'Content-Security-Policy': POLICY });
  });
});
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/worklist`));
