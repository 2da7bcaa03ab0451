// Builds the browser side into dist/ with a manifest that Flask reads (dist/.vite/manifest.json).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { cspInlineStyles } from './csp-plugin.mjs';

/** Puts the icon sprite and the logo into the build with a content hash, under their plain names in the manifest. */
function images(names) {
  return {
    name: 'baton-images',
    generateBundle() {
      for (const name of names) {
        this.emitFile({ type: 'asset', name, originalFileName: `icons/${name}`, source: readFileSync(new URL(`./icons/${name}`, import.meta.url)) });
      }
    },
    writeBundle({ dir }) {
      const file = join(dir, '.vite/manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8'));
      for (const name of names) manifest[name] = manifest[`icons/${name}`];
      writeFileSync(file, JSON.stringify(manifest, null, 2));
    },
  };
}

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [cspInlineStyles(), images(['icons.svg', 'logo.svg'])],
  oxc: { jsx: { runtime: 'automatic', importSource: '@bpmn-io/properties-panel/preact' } },
  resolve: {
    alias: {
      // Cells and conditions are edited as plain text: the FEEL editors of the libraries stay out of the bundle.
      '@bpmn-io/feel-editor': new URL('./decisions/plain-editor.js', import.meta.url).pathname,
      '@bpmn-io/feelers-editor': new URL('./modeler/panel/no-feel.js', import.meta.url).pathname,
    },
  },
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: ['islands/app.js', 'styles/app.css', 'viewer/diagram.js', 'viewer/replay.js', 'modeler/modeler.js', 'decisions/decisions.js'],
    },
  },
});
