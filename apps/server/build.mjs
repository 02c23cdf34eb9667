import { build } from 'esbuild';
import { bundleOptions } from './bundle.mjs';
import { compileNative } from './native.mjs';

await compileNative();
// esbuild itself says what is wrong and where.
await build(bundleOptions('dist')).catch(() => process.exit(1));
