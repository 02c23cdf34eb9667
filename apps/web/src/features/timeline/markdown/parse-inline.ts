import { findLinkEnd, isSafeUrl } from './link.ts';
import type { Inline } from './syntax-tree.ts';

type Style = 'strong' | 'emphasis' | 'strike';

/** A style that is open: what it began with, and what it holds so far. */
interface Frame {
  marker: string;
  children: Inline[];
}

const STYLES: Record<string, Style> = { '**': 'strong', '*': 'emphasis', _: 'emphasis', '~~': 'strike' };
const SPECIAL = /[\\`*_~\n[]|https?:\/\//g;
const LABELLED = /\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s<>()]{1,2000}(?:\([^\s<>()]{0,2000}\)[^\s<>()]{0,2000})?)\)/y;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Reads the styles, code, links and line breaks of one block's text. Anything that doesn't close is text.
 * Every character is looked at a bounded number of times: at most one frame per marker is open.
 */
export function parseInline(text: string, { links = true }: { links?: boolean } = {}): Inline[] {
  return new InlineParser(text, links).parse();
}

class InlineParser {
  readonly #text: string;
  readonly #links: boolean;
  readonly #stack: Frame[] = [{ marker: '', children: [] }];
  readonly #codeEnds: CodeEnds;
  #at = 0;

  constructor(text: string, links: boolean) {
    this.#text = text;
    this.#links = links;
    this.#codeEnds = new CodeEnds(text);
  }

  parse(): Inline[] {
    while (this.#at < this.#text.length) {
      SPECIAL.lastIndex = this.#at;
      const special = SPECIAL.exec(this.#text);
      if (!special) break;
      this.#addText(this.#text.slice(this.#at, special.index));
      this.#at = special.index;
      this.#readSpecial(special[0]);
    }
    this.#addText(this.#text.slice(this.#at));
    while (this.#stack.length > 1) this.#abandonTop();
    return this.#top.children;
  }

  #readSpecial(special: string): void {
    if (special === '\n') this.#add({ kind: 'break' }, 1);
    else if (special === '\\') this.#readEscape();
    else if (special === '`') this.#readCode();
    else if (special === '[') this.#readLabelledLink();
    else if (special.startsWith('http')) this.#readBareLink();
    else this.#readMarker(special);
  }

  #readEscape(): void {
    const next = this.#text[this.#at + 1] ?? '';
    if (/[\\`*_~[\]>#-]/.test(next)) this.#addText(next, 2);
    else this.#addText('\\', 1);
  }

  #readCode(): void {
    const size = runLength(this.#text, this.#at);
    const end = this.#codeEnds.after(this.#at + size, size);
    if (end === undefined) {
      this.#addText(this.#text.slice(this.#at, this.#at + size), size);
      return;
    }
    const code = this.#text.slice(this.#at + size, end);
    this.#add({ kind: 'code', text: unpad(code) }, code.length + 2 * size);
  }

  #readLabelledLink(): void {
    LABELLED.lastIndex = this.#at;
    const match = this.#links ? LABELLED.exec(this.#text) : null;
    const [whole = '', label = '', href = ''] = match ?? [];
    if (!match || !isSafeUrl(href)) this.#addText('[', 1);
    else this.#add({ kind: 'link', href, children: parseInline(label, { links: false }) }, whole.length);
  }

  #readBareLink(): void {
    const end = this.#startsWord() && this.#links ? findLinkEnd(this.#text, this.#at) : this.#at;
    const href = this.#text.slice(this.#at, end);
    if (!isSafeUrl(href)) this.#addText(href || 'http', href.length || 4);
    else this.#add({ kind: 'link', href, children: [{ kind: 'text', text: href }] }, href.length);
  }

  #readMarker(character: string): void {
    const size = runLength(this.#text, this.#at);
    const marker = this.#chooseMarker(character, size);
    const style = STYLES[marker];
    if (!style) this.#addText(marker, marker.length);
    else if (this.#closes(marker, size)) this.#close(marker, style);
    else if (this.#opens(marker, size)) this.#open(marker);
    else this.#addText(marker, marker.length);
  }

  // A run of three stars is both styles: the inner one closes first.
  #chooseMarker(character: string, size: number): string {
    if (character === '_') return size === 1 ? '_' : '_'.repeat(size);
    if (character === '~') return size === 2 ? '~~' : '~'.repeat(size);
    if (size > 3) return '*'.repeat(size);
    if (size === 3 && this.#top.marker === '*') return '*';
    return size >= 2 ? '**' : '*';
  }

  #closes(marker: string, size: number): boolean {
    if (!this.#isOpen(marker) || isSpace(this.#text[this.#at - 1])) return false;
    if (marker === '_' && WORD.test(this.#text[this.#at + size] ?? '')) return false;
    return true;
  }

  #opens(marker: string, size: number): boolean {
    if (this.#isOpen(marker) || isSpace(this.#text[this.#at + size])) return false;
    return marker !== '_' || this.#startsWord();
  }

  #open(marker: string): void {
    this.#stack.push({ marker, children: [] });
    this.#at += marker.length;
  }

  #close(marker: string, style: Style): void {
    while (this.#top.marker !== marker) this.#abandonTop();
    const frame = this.#stack.pop();
    const children = frame?.children ?? [];
    if (children.length === 0) this.#addText(marker + marker, marker.length);
    else this.#add({ kind: style, children }, marker.length);
  }

  /** Turns an opening that never closed back into text. */
  #abandonTop(): void {
    const frame = this.#stack.pop();
    if (!frame) return;
    this.#addText(frame.marker);
    for (const child of frame.children) {
      if (child.kind === 'text') this.#addText(child.text);
      else this.#top.children.push(child);
    }
  }

  get #top(): Frame {
    return this.#stack[this.#stack.length - 1] ?? { marker: '', children: [] };
  }

  #isOpen(marker: string): boolean {
    return this.#stack.some((frame) => frame.marker === marker);
  }

  #startsWord(): boolean {
    return !WORD.test(this.#text[this.#at - 1] ?? '');
  }

  #add(node: Inline, consumed: number): void {
    this.#top.children.push(node);
    this.#at += consumed;
  }

  #addText(text: string, consumed = 0): void {
    this.#at += consumed;
    if (text === '') return;
    const last = this.#top.children.at(-1);
    if (last?.kind === 'text') last.text += text;
    else this.#top.children.push({ kind: 'text', text });
  }
}

/** Where runs of backticks stand, by their length; answers in amortised constant time while asked from left to right. */
class CodeEnds {
  readonly #byLength = new Map<number, number[]>();

  constructor(text: string) {
    for (const match of text.matchAll(/`+/g)) {
      const size = match[0].length;
      const places = this.#byLength.get(size) ?? [];
      places.push(match.index);
      this.#byLength.set(size, places);
    }
    for (const places of this.#byLength.values()) places.reverse();
  }

  after(at: number, size: number): number | undefined {
    const places = this.#byLength.get(size);
    while (places && (places.at(-1) ?? at) < at) places.pop();
    return places?.at(-1);
  }
}

function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

/** Takes one space off both sides of code that has it there to keep a backtick apart. */
function unpad(code: string): string {
  const padded = code.length > 2 && code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  return padded ? code.slice(1, -1) : code;
}
