import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: '../../../dist/page',
    emptyOutDir: true,
    assetsInlineLimit: 0, // a page without data: URLs needs no exception in its content security policy
    chunkSizeWarningLimit: 1400, // slack-blocks-to-jsx brings every emoji and a Markdown parser; it comes from loopback
  },
});
