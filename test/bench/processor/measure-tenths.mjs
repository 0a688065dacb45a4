// Runs something for each batch, and prints the ms of a processor that each tenth of the batches took.

/**
 * @param batches what to do, one after the other
 * @param work does it
 */
export async function measureTenths(batches, work) {
  const tenth = Math.ceil(batches.length / 10);
  const took = [];
  for (let first = 0; first < batches.length; first += tenth) {
    const before = process.cpuUsage();
    for (const batch of batches.slice(first, first + tenth)) await work(batch);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1_000);
  }
  process.stdout.write(JSON.stringify(took), () => process.exit(0));
}
