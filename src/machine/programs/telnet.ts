import { isSystemError } from '../errno.ts';
import { HttpFailure, addressesOf } from './support/http-client.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'telnet',
  usage: '[host-name [port]]',
  busyboxUsage: 'HOST [PORT]',
  *run(call) {
    const [host, port = '23'] = call.args;
    if (host === undefined) throw call.missing('');
    let address: string;
    try {
      address = (yield* addressesOf(call.system, host))[0]!;
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw call.refusal(call.isBusybox ? `bad address '${host}'` : `could not resolve ${host}/${port}: Name or service not known`);
    }
    if (!call.isBusybox) yield* call.print(`Trying ${address}...\n`);
    try {
      const socket = yield* call.system.network.connect({ host: address, port: Number(port) });
      yield* call.print(call.isBusybox ? `\nConnected to ${host}\n` : `Connected to ${host}.\nEscape character is '^]'.\n`);
      yield* call.flush();
      const upward = call.system.startThread((function* () {
        for (let bytes = yield* call.system.stdin.read(); bytes.length > 0; bytes = yield* call.system.stdin.read()) yield* socket.output.write(bytes);
        socket.close();
      })());
      for (let bytes = yield* socket.input.read(); bytes.length > 0; bytes = yield* socket.input.read()) yield* call.system.stdout.write(bytes);
      upward.cancel();
      yield* call.complain('Connection closed by foreign host\n');
      return 1;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code === 'EBADF') return 0;
      throw call.refusal(call.isBusybox ? `can't connect to remote host (${address}): ${error.message}` : `Unable to connect to remote host: ${error.message}`);
    }
  },
};

export const program = toProgram(tool);
