// The peer of the Slack benchmark: @slack/bolt answering the slash command in its acknowledgement, with what the bare endpoint answers.
// Bolt checks the same signature over the raw body, with the same five minutes, and parses the same form.
'use strict';

const { App, HTTPReceiver, LogLevel } = require('@slack/bolt');

const receiver = new HTTPReceiver({
  signingSecret: process.env.Slack__SigningSecret,
  endpoints: '/slack/commands',
  logLevel: LogLevel.ERROR,
});

// Without "authorize" each request would ask Slack who the bot is.
const app = new App({
  receiver,
  authorize: async () => ({ botToken: process.env.Slack__BotToken, botId: 'B0IIQBOT001', botUserId: 'U0IIQBOT001' }),
  logLevel: LogLevel.ERROR,
});

app.command('/iiq', async ({ ack }) => {
  await ack({ response_type: 'ephemeral', text: 'Here is what I can do.' });
});

app.start({ port: Number(process.env.PORT), host: '127.0.0.1' });
