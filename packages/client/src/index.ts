export { createClient } from './create-client.ts';
export { memoryStorage } from './memory-storage.ts';
export * from './types.ts';
