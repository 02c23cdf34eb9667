/** What the server counts. Plain numbers: the hot path only adds; `/metrics` reads. */
export class Counters {
  connections = 0;
  received = 0;
  sent = 0;
  refused = 0;
  resumesComplete = 0;
  resumesIncomplete = 0;
  slowReadersCut = 0;
  floodersCut = 0;
}
