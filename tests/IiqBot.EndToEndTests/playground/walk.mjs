// The walk through a real Teams client. Usage: node walk.mjs <playground url> <browser> <folder for screenshots>
// Each step waits for what a person would see, and takes a picture. The first step that fails ends the walk with exit code 1.
import { chromium } from 'playwright-core';

const [url, executablePath, folder] = process.argv.slice(2);
const patience = 20_000;
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 1500 } });

let number = 0;
async function step(name, act) {
  number += 1;
  const started = Date.now();
  try {
    const result = await act();
    await page.waitForTimeout(300); // let the client finish drawing before the picture is taken
    await page.screenshot({ path: `${folder}/${String(number).padStart(2, '0')}-${name.replaceAll(' ', '-')}.png` });
    console.log(`ok   ${name} (${Date.now() - started} ms)`);
    return result;
  } catch (error) {
    await page.screenshot({ path: `${folder}/failed-${name.replaceAll(' ', '-')}.png` });
    console.log(`FAIL ${name}: ${error.message}`);
    await browser.close();
    process.exit(1);
  }
}

// Text shows up two or three times in this client (chat list, bubble, log); the newest bubble comes last.
const seen = text => page.getByText(text).last().waitFor({ state: 'visible', timeout: patience });
const press = label => page.getByRole('button', { name: label, exact: true }).last().click({ timeout: patience });
// A picture of the newest card alone, for the README.
const picture = name => page.locator('.ac-adaptiveCard').last().screenshot({ path: `${folder}/card-${name}.png` });
async function say(text) {
  const editor = page.locator('[contenteditable="true"]').first();
  await editor.click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

await step('open', async () => {
  for (const end = Date.now() + 60_000; ;) {
    try { await page.goto(url); break; } catch (error) {
      if (Date.now() > end) throw error;
      await page.waitForTimeout(500);
    }
  }
  await seen('Hello, I am IiqBot');
});
await step('help', async () => { await say('help'); await seen('What I can do'); });
await step('form', async () => { await say('new projector'); await seen('What is wrong?'); });
await step('file by the form', async () => {
  // This client does not search while one types, as Teams does; in a trial the form offers a plain list.
  await page.getByRole('combobox', { name: /^Issue/ }).last().click();
  await page.getByRole('option', { name: 'Projector › No picture' }).click();
  await page.getByLabel(/What is wrong/).last().fill('The lamp is on and the fan runs, but there is no picture. I tried both cables.');
  await picture('form');
  await press('File ticket');
  await seen(/Ticket #\S+ is filed/);
});
await step('file', async () => { await say('new Projector in 204 shows no picture'); await seen(/Ticket #\S+ is filed/); });
await step('take', async () => { await press('Take'); await seen(/took this ticket/); await picture('ticket'); });
await step('back from a form', async () => { await press('Resolve'); await seen('Note to the requester'); await press('Back to the ticket'); await seen('Assigned to'); });
await step('comment form', async () => { await press('Comment'); await seen('Who may read it?'); });
await step('comment', async () => {
  await page.getByLabel(/Your comment/).last().fill('I am on my way with a spare cable.');
  await press('Send comment');
  await seen(/commented; everybody/);
});
await step('resolve form', async () => { await press('Resolve'); await seen('Note to the requester'); });
await step('resolve', async () => {
  await page.getByLabel(/Note to the requester/).last().fill('Replaced the cable.');
  await press('Resolve');
  await seen(/resolved this ticket, with a note/);
});
await step('reopen', async () => { await press('Reopen'); await seen(/reopened this ticket/); });
await step('search', async () => { await say('search projector'); await seen('Tickets with "projector"'); await picture('search'); });
await step('open from list', async () => { await press(/^Open( ticket .*)?$/); });
await step('requester', async () => { await say('be requester'); await seen(/you are now: requester/); });
await step('my tickets', async () => { await say('my tickets'); await seen('My open tickets'); });
await step('not understood', async () => { await say('my projectr is broken'); await seen('I did not understand that'); });
await browser.close();
