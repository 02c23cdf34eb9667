export * from './account-api.ts';
export { createClient } from './create-client.ts';
export * from './invite-api.ts';
export { isThreadOnly } from './is-thread-only.ts';
export * from './member-api.ts';
export { memoryStorage } from './memory-storage.ts';
export * from './people-api.ts';
export * from './types.ts';
