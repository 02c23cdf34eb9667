import { expect, test } from '../fixtures/index.ts';
import { backOnline } from './back-online.ts';

for (const [signal, event] of [
  ['SIGTERM', 'is restarted'],
  ['SIGKILL', 'is killed and started again'],
] as const) {
  test(`nothing said is lost when the server ${event}, and the talk goes on`, async ({ twoUsers, server }) => {
    const { ada, ben } = twoUsers;
    await ada.send('Before');
    await expect(ben.message('Before')).toBeVisible();

    await server.restart({ signal });
    await backOnline(ada.page, ben.page);

    await ben.send('After');
    await expect(ada.message('After')).toBeVisible();
    await ada.page.reload();
    await expect(ada.log.getByRole('article')).toContainText([/Before/, /After/]);
    await expect(ada.log.getByRole('article')).toHaveCount(2);
  });
}

test('a server that drains ends by itself, without error', async ({ twoUsers: { ada, ben }, server }) => {
  await ada.send('Last words');
  await expect(ben.message('Last words')).toBeVisible();
  expect(await server.halt('SIGTERM')).toBe(0);
});
