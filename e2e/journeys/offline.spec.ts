import { expect, test } from '../fixtures/index.ts';
import { backOnline } from './back-online.ts';

test('what is written while the line is down waits, and goes out once, in order, when it is back', async ({
  twoUsers: { ada, ben },
  network,
}) => {
  await ada.send('Before the cut');
  await expect(ben.message('Before the cut')).toBeVisible();

  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  await ada.send('first of two');
  await ada.send('second of two');
  await expect(ada.message('first of two')).toHaveAccessibleName(/sending/);
  await expect(ada.banner).toContainText('2 messages wait here');
  await ben.send('Ada seems to be gone');

  network.restore();
  await backOnline(ada.page);
  await expect(ben.message('second of two')).toBeVisible();
  await expect(ada.message('Ada seems to be gone')).toBeVisible();
  await expect(ada.message('second of two')).not.toHaveAccessibleName(/sending/);
  for (const person of [ada, ben]) {
    await expect(person.log.getByRole('article')).toContainText([
      /Before/,
      /seems to be gone/,
      /first of/,
      /second of/,
    ]);
    await expect(person.log.getByRole('article')).toHaveCount(4);
  }
});

test('what is written offline survives the tab: it goes out when the app is opened again', async ({
  twoUsers: { ada, ben },
  network,
}) => {
  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  await ada.send('Written in a tunnel');
  await expect(ada.message('Written in a tunnel')).toBeVisible();
  const address = ada.page.url();
  await ada.page.close();

  network.restore();
  ada.page = await ada.context.newPage();
  await ada.page.goto(address);

  await expect(ben.message('Written in a tunnel')).toHaveCount(1);
  await expect(ada.message('Written in a tunnel')).not.toHaveAccessibleName(/sending/);
  await expect(ada.message('Written in a tunnel')).toHaveCount(1);
});

test('a line that went silent is noticed and told; nothing is sent twice when it wakes up', async ({
  twoUsers: { ada, ben },
  network,
}) => {
  network.freeze();
  await ada.send('Into the silence');
  await expect(ada.banner).toContainText(/Slow line|Reconnecting/, { timeout: 20_000 });

  network.restore();
  await backOnline(ada.page);
  await expect(ben.message('Into the silence')).toBeVisible();
  await expect(ada.message('Into the silence')).not.toHaveAccessibleName(/sending/);
  await expect(ada.banner).not.toContainText(/Slow line|Reconnecting/);
  await expect(ben.message('Into the silence')).toHaveCount(1);
});
