// usage: node find.mjs BOOTSTRAP PICTURE
// Puts a picture, searches for similar ones until it is found, deletes it. JSON replies: no Avro needed.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Kafka, logLevel } from "kafkajs";

const TIMEOUT_MS = 60_000;

// [replies]
/** Reads the reply topic from its end, and returns to each query its own reply. */
async function listen(kafka) {
  const waiting = new Map();
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets("replies");
  await admin.disconnect();
  const consumer = kafka.consumer({ groupId: `find-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: "replies" });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      const correlation = message.headers.kafka_correlationId?.toString();
      waiting.get(correlation)?.(JSON.parse(message.value.toString()));
      waiting.delete(correlation);
    },
  });
  for (const { partition, high } of ends) {
    consumer.seek({ topic: "replies", partition, offset: high });
  }
  return {
    reply: (correlation) => new Promise((resolve) => waiting.set(correlation, resolve)),
    close: () => consumer.disconnect(),
  };
}
// [end]

async function main(bootstrap, file) {
  const picture = await readFile(file);
  const kafka = new Kafka({
    brokers: bootstrap.split(","),
    retry: { retries: 10 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer(); // chooses partitions by murmur2, as kafkajs does from version 2 on
  await producer.connect();
  const replies = await listen(kafka);
  const id = `node-${randomUUID()}`;

  // [put]
  await producer.send({
    topic: "images",
    messages: [{ key: id, value: picture, headers: { "meta.shop": "north" } }],
  });
  // [end]

  // [ask]
  const ask = async () => {
    const correlation = randomUUID();
    const reply = replies.reply(correlation);
    await producer.send({
      topic: "queries",
      messages: [
        {
          value: picture,
          headers: {
            accept: "application/json",
            "top-k": "3",
            verify: "20", // compare the first 20 position by position; the model must have local features
            filter: 'metadata["shop"] == "north"',
            kafka_correlationId: correlation,
          },
        },
      ],
    });
    return reply;
  };
  // [end]

  const end = Date.now() + TIMEOUT_MS;
  let reply;
  do {
    reply = await ask();
    if (reply.status !== "OK") {
      throw new Error(`${reply.status} ${reply.error_code}: ${reply.error_message}`);
    }
  } while (reply.matches[0]?.image_id !== id && Date.now() < end);
  for (const match of reply.matches) {
    const inliers = match.verification?.inliers ?? 0;
    console.log(match.score.toFixed(4), `${inliers} inliers`, match.image_id, JSON.stringify(match.metadata));
  }
  if (reply.matches[0]?.image_id !== id) {
    throw new Error(`${id} is not the first match`);
  }
  // [delete]
  await producer.send({ topic: "images", messages: [{ key: id, value: null }] });
  // [end]
  console.log(`found ${id}`);
  await replies.close();
  await producer.disconnect();
}

const [bootstrap, file] = process.argv.slice(2);
if (!file) {
  console.error("usage: node find.mjs BOOTSTRAP PICTURE");
  process.exit(2);
}
main(bootstrap, file).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
