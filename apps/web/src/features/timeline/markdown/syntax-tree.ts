/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis' | 'strike'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

/** One item of a list; `depth` 0 to 3 says how far it is indented, where it may be of another kind than the list. */
export interface ListItem {
  depth: number;
  ordered: boolean;
  children: Inline[];
}

/** A piece of a message. */
export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: ListItem[] }
  /** `language` is the first word after the fence, `title` the rest of that line. */
  | { kind: 'code'; language: string; title: string; text: string };
