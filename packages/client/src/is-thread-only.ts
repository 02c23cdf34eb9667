/** Whether a message, sent or not, stands in a thread only: the room itself does not show it. */
export function isThreadOnly(message: { thread?: string; toRoom?: boolean }): boolean {
  return message.thread !== undefined && !message.toRoom;
}
