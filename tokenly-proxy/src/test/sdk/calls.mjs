// Calls a provider's interface with its real SDK and prints what the caller got, one JSON line a call.
// Usage: node calls.mjs BASE_URL
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import OpenAI from "openai";

const base = process.argv[2];
const openai = new OpenAI({ apiKey: "sk-test", baseURL: `${base}/v1`, maxRetries: 0 });
const anthropic = new Anthropic({ apiKey: "sk-test", baseURL: base, maxRetries: 0 });
const google = new GoogleGenAI({ apiKey: "sk-test", httpOptions: { baseUrl: base } });
const user = [{ role: "user", content: "hello" }];
const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } }];

async function all(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

async function failure(promise) {
  try {
    await promise;
    return "no error";
  } catch (e) {
    return { name: e.constructor.name, status: e.status, body: e.error ?? null };
  }
}

const calls = {
  "openai plain": () => openai.chat.completions.create({ model: "plain", messages: user }),
  "openai stream": async () =>
    all(await openai.chat.completions.create({ model: "stream", messages: user, stream: true })),
  "openai stream with usage": async () =>
    all(
      await openai.chat.completions.create({
        model: "stream", messages: user, stream: true, stream_options: { include_usage: true },
      })),
  "openai tools": async () =>
    (await openai.chat.completions.stream({ model: "tools", messages: user, tools }).finalChatCompletion()).choices,
  "openai responses": async () => all(await openai.responses.create({ model: "responses", input: "hello", stream: true })),
  "openai embeddings": () => openai.embeddings.create({ model: "embed", input: "hello", encoding_format: "float" }),
  "openai error": () => failure(openai.chat.completions.create({ model: "error", messages: user })),
  "openai abort": async () => {
    const stream = await openai.chat.completions.create({ model: "slow", messages: user, stream: true });
    for await (const part of stream) {
      stream.controller.abort();
      return part;
    }
  },
  "anthropic plain": () => anthropic.messages.create({ model: "plain", max_tokens: 9, messages: user }),
  "anthropic stream": () => anthropic.messages.stream({ model: "stream", max_tokens: 9, messages: user }).finalMessage(),
  "anthropic tools": async () =>
    (await anthropic.messages.create({
      model: "tools", max_tokens: 9, messages: user,
      tools: [{ name: "weather", input_schema: { type: "object", properties: {} } }],
    })).content,
  "anthropic abort": async () => {
    const stream = await anthropic.messages.create({ model: "slow", max_tokens: 9, messages: user, stream: true });
    for await (const part of stream) {
      stream.controller.abort();
      return part;
    }
  },
  "anthropic error": () => failure(anthropic.messages.create({ model: "error", max_tokens: 9, messages: user })),
  "google plain": async () => {
    const reply = await google.models.generateContent({ model: "plain", contents: "hello" });
    return { text: reply.text, usage: reply.usageMetadata };
  },
  "google stream": async () =>
    (await all(await google.models.generateContentStream({ model: "stream", contents: "hello" }))).map((part) => ({
      text: part.text, usage: part.usageMetadata,
    })),
  "google tools": async () => {
    const declarations = [{ functionDeclarations: [{ name: "weather" }] }];
    const reply = await google.models.generateContent({
      model: "tools", contents: "hello", config: { tools: declarations },
    });
    return reply.functionCalls;
  },
  "google error": async () => {
    const failed = await failure(google.models.generateContent({ model: "error", contents: "hello" }));
    return { name: failed.name, status: failed.status };
  },
  "google abort": async () => {
    const controller = new AbortController();
    const stream = await google.models.generateContentStream({
      model: "slow", contents: "hello", config: { abortSignal: controller.signal },
    });
    for await (const part of stream) {
      controller.abort();
      return part.text;
    }
  },
};

for (const [name, call] of Object.entries(calls)) {
  const result = await call();
  console.log(JSON.stringify({ name, result }));
}
process.exit(0);
