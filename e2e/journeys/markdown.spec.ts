import { expect, test } from '../fixtures/index.ts';

const HOSTILE = [
  '<img src=x onerror="window.caught = 1">',
  '<script>window.caught = 2</script>',
  '[click me](javascript:window.caught=3)',
  '![pixel](http://127.0.0.1:9/pixel.png)',
  '<a href="javascript:alert(1)" onmouseover="window.caught = 4">a</a>',
  '[data](data:text/html,<script>window.caught=5</script>)',
  '`<svg onload=window.caught=6>`',
];

test('markup that wants to run or to fetch something is shown as text', async ({ twoUsers: { ada, ben } }) => {
  const requests: string[] = [];
  ben.page.on('request', (request) => requests.push(request.url()));
  for (const text of HOSTILE) await ada.send(text);

  await expect(ben.message('<img src=x onerror="window.caught = 1">')).toBeVisible();
  await expect(ben.message('<script>window.caught = 2</script>')).toBeVisible();
  await expect(ben.message('<svg onload=window.caught=6>')).toBeVisible();
  await expect(ben.log.locator('article :is(img, script, iframe, object)')).toHaveCount(0);
  await expect(ben.log.locator('article a:not([href^="http"])')).toHaveCount(0);
  expect(await ben.page.evaluate(() => 'caught' in window)).toBe(false);
  expect(requests.filter((url) => !url.startsWith(ben.network.url))).toEqual([]);
});

test('emphasis, code and links look like it, and a link opens away from here', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('**bold**, *slanted*, `code` and https://example.org/page');

  const message = ben.message('bold');
  await expect(message.locator('strong')).toHaveText('bold');
  await expect(message.locator('em')).toHaveText('slanted');
  await expect(message.locator('code')).toHaveText('code');
  const link = message.getByRole('link', { name: 'https://example.org/page' });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(link).toHaveAttribute('target', '_blank');
});
