// Preloaded into a process whose wall clock a test moves: Date is off by what a file says; timers and performance.now, which
// the kernel's monotonic clock drives, are not, as on a machine whose clock was set.
import { readFileSync } from "node:fs";

const file = process.env.FALSE_CLOCK;
const True = Date;
let offset = 0;
function read() {
  try {
    offset = Number(readFileSync(file, "utf8")) || 0;
  } catch {
    // the test is over
  }
}
read();
setInterval(read, 20).unref();

globalThis.Date = class extends True {
  constructor(...args) {
    if (args.length === 0) super(True.now() + offset);
    else super(...args);
  }
  static now() {
    return True.now() + offset;
  }
};
