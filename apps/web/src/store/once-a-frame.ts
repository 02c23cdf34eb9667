/** Longest wait where no frames are drawn, as in a tab that is not shown, ms. */
const HIDDEN_MS = 250;

/**
 * A function that runs `run` with its last argument at the next frame, however often it is called until then: at 200
 * messages a second the page renders once a frame and has time for keys.
 */
export function onceAFrame<T>(run: (value: T) => void): { call: (value: T) => void; cancel: () => void } {
  let waiting: { value: T; frame: number; timer: ReturnType<typeof setTimeout> } | undefined;

  function cancel(): void {
    if (!waiting) return;
    cancelAnimationFrame(waiting.frame);
    clearTimeout(waiting.timer);
    waiting = undefined;
  }

  function flush(): void {
    const now = waiting;
    cancel();
    if (now) run(now.value);
  }

  return {
    call(value) {
      if (waiting) waiting.value = value;
      else waiting = { value, frame: requestAnimationFrame(flush), timer: setTimeout(flush, HIDDEN_MS) };
    },
    cancel,
  };
}
