import type { ImportedRoom } from './import-room.ts';

/** What an import did. */
export class ImportReport {
  readonly rooms: { room: ImportedRoom; added: number; known: number }[] = [];
  newPeople = 0;
  knownPeople = 0;
  messages = 0;
  known = 0;
  threadReplies = 0;
  reactions = 0;
  edits = 0;
  private readonly losses = new Map<string, number>();

  /** Counts something that did not come, or came changed; `why` is what the user reads. */
  lost(why: string, count = 1): void {
    if (count > 0) this.losses.set(why, (this.losses.get(why) ?? 0) + count);
  }

  /**
   * The report as text, in lines.
   * @param ms how long the import took
   */
  render(ms: number): string {
    const lines = [
      `Imported in ${(ms / 1_000).toFixed(1)} s`,
      `  messages   ${count(this.messages)}${alreadyHere(this.known)}`,
      `             ${count(this.threadReplies)} in threads, ${count(this.edits)} edited`,
      `  reactions  ${count(this.reactions)}`,
      `  people     ${count(this.newPeople)}${alreadyHere(this.knownPeople)}`,
      `  rooms      ${count(this.rooms.length)}`,
      ...this.rooms.map(({ room, added, known }) => `    ${roomLine(room, added, known)}`),
    ];
    if (this.losses.size === 0) lines.push('Nothing was dropped.');
    else {
      lines.push('Dropped or changed:');
      const byCount = [...this.losses].sort(([, a], [, b]) => b - a);
      lines.push(...byCount.map(([why, n]) => `  ${count(n).padStart(8)}  ${why}`));
    }
    return lines.join('\n');
  }
}

function roomLine({ channel, slug, state, isPrivate }: ImportedRoom, added: number, known: number): string {
  const notes = [`${count(added)} messages`];
  if (known > 0) notes.push(`${count(known)} here already`);
  if (isPrivate) notes.push('private');
  if (state === 'adopted') notes.push('into the empty room of that name');
  if (state === 'suffixed') notes.push(`a room called ${channel} exists and isn't empty, so this one is ${slug}`);
  return `#${slug}: ${notes.join(', ')}`;
}

function alreadyHere(known: number): string {
  return known > 0 ? ` (and ${count(known)} that were here already)` : '';
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
