import type { HLJSOptions } from 'highlight.js';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

type Emitter = InstanceType<HLJSOptions['__emitter']>;

/** A piece of code; `className` is one of the five colours of the design, or empty. */
export interface CodeToken {
  text: string;
  className: string;
}

const LANGUAGES = { bash, css, diff, go, json, python, rust, sql, typescript, xml, yaml };
const MORE_NAMES = { typescript: ['js', 'javascript', 'jsx', 'mjs'], bash: ['console', 'shell'] };

for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
for (const [name, aliases] of Object.entries(MORE_NAMES)) hljs.registerAliases(aliases, { languageName: name });

/** What a scope of the highlighter looks like; the longest prefix counts. */
const COLOURS: Record<string, string> = {
  keyword: 'k',
  built_in: 'f',
  literal: 'd',
  number: 'd',
  string: 's',
  regexp: 's',
  addition: 's',
  deletion: 'k',
  comment: 'c',
  meta: 'c',
  title: 'f',
  function: 'f',
  attr: 'f',
  attribute: 'f',
  property: 'f',
  name: 'k',
  'selector-tag': 'k',
  'selector-class': 'f',
  type: 'd',
  symbol: 'd',
};

/** Collects tokens where the library would make HTML: nothing of a message ever becomes markup. */
class TokenEmitter implements Emitter {
  readonly tokens: CodeToken[] = [];
  readonly #scopes: string[] = [];

  addText(text: string): void {
    if (text !== '') this.tokens.push({ text, className: this.#colour() });
  }
  startScope(scope: string): void {
    this.#scopes.push(scope);
  }
  endScope(): void {
    this.#scopes.pop();
  }
  __addSublanguage(emitter: Emitter): void {
    if (emitter instanceof TokenEmitter) this.tokens.push(...emitter.tokens);
  }
  // The names that the library's core still calls beside those of its own interface.
  openNode(scope: string): void {
    this.startScope(scope);
  }
  closeNode(): void {
    this.endScope();
  }
  finalize(): void {}
  toHTML(): string {
    return '';
  }

  #colour(): string {
    const scope = this.#scopes.findLast((name) => COLOURS[name.split('.')[0] ?? ''] !== undefined);
    return COLOURS[scope?.split('.')[0] ?? ''] ?? '';
  }
}

hljs.configure({ __emitter: TokenEmitter });

/** Colours code. The texts of the tokens, joined, are the code; undefined for a language that is not on board. */
export function highlight(code: string, language: string): readonly CodeToken[] | undefined {
  if (!hljs.getLanguage(language)) return undefined;
  const { _emitter: emitter, errorRaised } = hljs.highlight(code, { language, ignoreIllegals: true });
  return emitter instanceof TokenEmitter && !errorRaised ? emitter.tokens : undefined;
}
