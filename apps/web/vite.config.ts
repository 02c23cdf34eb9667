import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { leanEmoji } from './lean-emoji.ts';

const server = process.env.SERVER_URL ?? 'http://127.0.0.1:3001';

// The host header stays as the browser sent it, so the server sees its own origin.
const proxied = { target: server };

export default defineConfig({
  plugins: [react(), leanEmoji()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  server: {
    port: Number(process.env.PORT ?? 3000),
    strictPort: true,
    proxy: { '/api': proxied, '/ws': { target: server, ws: true }, '/healthz': proxied, '/metrics': proxied },
  },
  build: { target: ['chrome123', 'firefox128', 'safari17.5'], reportCompressedSize: true },
});
