/** Where a room is found in the HTTP API. */
export const roomPath = (key: string): string => `/api/rooms/${encodeURIComponent(key)}`;
