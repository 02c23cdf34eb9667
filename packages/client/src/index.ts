export { createClient } from './create-client.ts';
export * from './member-api.ts';
export { memoryStorage } from './memory-storage.ts';
export * from './people-api.ts';
export * from './types.ts';
