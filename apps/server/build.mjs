import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';

// esbuild itself says what is wrong and where.
await build(bundleOptions('dist')).catch(() => process.exit(1));
