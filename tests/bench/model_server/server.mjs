// A model in a GGUF file behind OpenAI's chat completions, on this machine, without a GPU.
//
//     node server.mjs MODEL.gguf [--port N] [--context N] [--threads N]
//
// Prints its address when it can be asked. One prompt is worked on at a time, as small servers do;
// what the next prompt has in common with the last one, from the beginning, is not read again. A
// client that goes away is not written for any longer.

import { createServer } from "node:http";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { getLlama, resolveChatWrapper } from "node-llama-cpp";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "0" },
    context: { type: "string", default: "8192" },
    threads: { type: "string", default: "2" },
  },
});
const [path] = positionals;
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error", maxThreads: 0 });
const model = await llama.loadModel({ modelPath: path });
const context = await model.createContext({
  contextSize: Number(values.context),
  threads: Number(values.threads),
});
const sequence = context.getSequence();
const chat = resolveChatWrapper(model);
const name = basename(path, ".gguf");
let last = Promise.resolve();

// The prompt as the model's own template writes it, in tokens.
function promptOf(messages) {
  const chatHistory = messages.map(({ role, content }) =>
    role === "assistant" ? { type: "model", response: [content] } : { type: role, text: content },
  );
  chatHistory.push({ type: "model", response: [] });
  const { contextText } = chat.generateContextState({ chatHistory });
  return contextText.tokenize(model.tokenizer);
}

// Read the prompt, then hand each part of the text to `say`, which returns false to end it.
async function write(prompt, most, temperature, say) {
  await sequence.adaptStateToTokens(prompt, false);
  const kept = Math.min(sequence.nextTokenIndex, prompt.length - 1);
  if (sequence.nextTokenIndex > kept)
    await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  const written = [];
  let told = "";
  let finish = "length";
  for await (const token of sequence.evaluate(prompt.slice(kept), { temperature })) {
    if (model.isEogToken(token)) {
      finish = "stop";
      break;
    }
    written.push(token);
    const text = model.detokenize(written);
    if (!text.endsWith("\ufffd") && text.length > told.length) {
      if (!say(text.slice(told.length))) break;
      told = text;
    } else if (!say("")) break;
    if (written.length >= most) break;
  }
  return { finish, written: written.length, kept };
}

async function answer(request, response, asked) {
  let gone = false;
  response.on("close", () => (gone = !response.writableFinished));
  const prompt = promptOf(asked.messages);
  const most = asked.max_completion_tokens ?? asked.max_tokens ?? 512;
  if (prompt.length + most > context.contextSize)
    return fail(response, 400, `maximum context length is ${context.contextSize} tokens`);
  const turn = last;
  let done;
  last = new Promise((resolve) => (done = resolve));
  await turn;
  const chunk = (delta, finish_reason = null, more = {}) => ({
    id: "chatcmpl",
    object: "chat.completion.chunk",
    created: 0,
    model: name,
    choices: [{ index: 0, delta, finish_reason }],
    ...more,
  });
  const send = (data) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  try {
    if (gone) return;
    response.writeHead(200, { "content-type": "text/event-stream" });
    send(chunk({ role: "assistant", content: "" }));
    const { finish, written, kept } = await write(
      prompt,
      most,
      asked.temperature ?? 0,
      (text) => {
        if (text && !gone) send(chunk({ content: text }));
        return !gone;
      },
    );
    if (gone) return;
    send(chunk({}, finish));
    const usage = {
      prompt_tokens: prompt.length,
      completion_tokens: written,
      total_tokens: prompt.length + written,
      prompt_tokens_details: { cached_tokens: kept },
    };
    send(chunk({}, null, { choices: [], usage }));
    response.end("data: [DONE]\n\n");
  } catch (error) {
    response.destroy(error);
    console.error(error);
  } finally {
    done();
  }
}

function fail(response, status, message) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message } }));
}

const server = createServer(async (request, response) => {
  if (request.method === "GET" && request.url === "/v1/models") {
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(JSON.stringify({ object: "list", data: [{ id: name, object: "model" }] }));
  }
  if (request.method !== "POST" || request.url !== "/v1/chat/completions")
    return fail(response, 404, "there is nothing here");
  const parts = [];
  for await (const part of request) parts.push(part);
  try {
    await answer(request, response, JSON.parse(Buffer.concat(parts)));
  } catch (error) {
    fail(response, 400, String(error.message));
  }
});
server.listen(Number(values.port), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/v1#${name}`),
);
