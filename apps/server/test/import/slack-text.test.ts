import { expect, test } from 'vitest';
import { toMarkdown } from '../../src/import/slack-text.ts';

const names = {
  user: (id: string) => ({ U1: 'Ada Lovelace' })[id],
  channel: (id: string) => ({ C1: 'general' })[id],
};

test.each([
  ['a &lt;b&gt; &amp;&amp; c &amp;lt;', 'a <b> && c &lt;'],
  ['<@U1> and <@U1|ada>', '@Ada Lovelace and @Ada Lovelace'],
  ['<@U9|gone>, <@U9>', '@gone, @Unknown user'],
  ['<#C1|old-name>, <#C9|elsewhere>, <#C9>', '#general, #elsewhere, #unknown-channel'],
  ['<!here> <!channel> <!everyone> <!here|@here>', '@here @channel @everyone @here'],
  ['<!subteam^S1|@admins> <!subteam^S1>', '@admins @group'],
  ['<!date^1392734382^{date}|Feb 18>', 'Feb 18'],
  ['<!date^1392734382^{date}>', '2014-02-18T14:39:42.000Z'],
  ['<!date^soon^{date}>', '@date'],
  ['<!date^99999999999999^{date}>', '@date'],
  ['<https://a.example/?x=1&amp;y=2>', 'https://a.example/?x=1&y=2'],
  ['<https://a.example/|A &amp; B>', '[A & B](https://a.example/)'],
  ['<https://a.example/b_(c)|a [b]>', '[a \\[b\\]](https://a.example/b_%28c%29)'],
  ['<https://a.example/~me/~you/*x*>', 'https://a.example/~me/~you/*x*'],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
  ['<mailto:a@b.example|write>', '[write](mailto:a@b.example)'],
  ['*bold* and ~gone~ and _it_', '**bold** and ~~gone~~ and _it_'],
  ['*<https://a.example|A>*', '**[A](https://a.example)**'],
  ['thanks :slightly_smiling_face: :+1::skin-tone-3: :our-own:', 'thanks 🙂 👍🏼 :our-own:'],
  ['at 10:30:00, `:tada:`, ::1, a:tada:b', 'at 10:30:00, `:tada:`, ::1, a:tada:b'],
  ['2*3*4 and a ~ b ~ c and * d *', '2*3*4 and a ~ b ~ c and * d *'],
  ['(*bold*), "*two words*".', '(**bold**), "**two words**".'],
  ['`*x* &lt; <https://a.example|a.example>`', '`*x* < a.example`'],
  ['```a &lt; *b*\n<@U1>```', '```\na < *b*\n@Ada Lovelace\n```'],
  ['see ```x``` there', 'see \n```\nx\n```\n there'],
  ['```\nx\n```\nafter', '```\nx\n```\nafter'],
  ['&gt; quoted', '> quoted'],
  ['<not a tag>', '<not a tag>'],
])('%s', (slack, markdown) => {
  expect(toMarkdown(slack, names)).toBe(markdown);
});
