// A service in a process of its own, whose memory a test looks through. The first message is its configuration; it tells its address, and
// clears its memory when it is told to.
import { pino } from 'pino';
import { Service } from '../../../dist/service/index.js';

const config = await new Promise((resolve) => {
  process.once('message', resolve);
});
const service = await Service.open(config, { log: pino({ level: 'silent' }) });
const address = await service.listen(config.listen);
const engine = await service.ready();
process.on('message', async () => {
  await engine.clearMemory();
  process.send('cleared');
});
process.send(address);
