import { toBytes } from '../../core/bytes.ts';
import { parseUlimit } from '../../core/units.ts';
import { SystemError } from '../../machine/errno.ts';
import { CONTAINER_FLAGS } from '../../docker/cli/commands/container/run-flags.ts';
import { bool } from '../../docker/cli/flags/kinds.ts';
import { parseFlags } from '../../docker/cli/flags/parse.ts';
import { formatDuration, parseDuration } from '../../docker/cli/golang/duration.ts';
import { containerConfig } from '../../docker/cli/options/container-config.ts';
import { parseCpus } from '../../docker/cli/options/cpus.ts';
import { parseEnvFile } from '../../docker/cli/options/env-file.ts';
import { parseGpus } from '../../docker/cli/options/gpus.ts';
import { parseDaemonHost, parseHost, parseSimpleAddress, parseTcpAddress } from '../../docker/cli/options/host.ts';
import { validateIpAddress, validateMacAddress } from '../../docker/cli/options/ip.ts';
import { absoluteSource, parseMount } from '../../docker/cli/options/mount.ts';
import {
  effectiveCapabilities, normaliseCapability, parseLink, validateDnsSearch, validateExtraHost, validateLabel, validateLink, validateVariable,
} from '../../docker/cli/options/names.ts';
import { parseNetwork } from '../../docker/cli/options/network.ts';
import { Template } from '../../docker/cli/format/template/template.ts';
import { DOCKER_FUNCTIONS } from '../../docker/cli/format/functions.ts';
import { Tally, canonical } from './suite.ts';
import type { GoCase, SuiteResult } from './suite.ts';

interface Suite {
  readonly cases: readonly GoCase[];
  readonly run: readonly RunCase[];
}

interface RunCase {
  readonly argv: readonly string[];
  readonly serverOS: string;
  readonly Config: Readonly<Record<string, unknown>> | null;
  readonly HostConfig: unknown;
  readonly NetworkingConfig: unknown;
  readonly error: string | null;
}

/** Arguments by name, as recorded: what is called says their types. */
type Args = Readonly<Record<'add' | 'addr' | 'capability' | 'defaultAddr' | 'drop' | 'filename' | 'format' | 'proto' | 'r' | 's' | 'tryAddr' | 'val' | 'value', never>>;

/** The environment that the recorded tests had. */
const ENVIRONMENT = new Map([['PATH', ''], ['DEFINED_VAR', 'defined-value'], ['FROM_ENV', 'from-env']]);

const lookup = (name: string) => ENVIRONMENT.get(name);

function asGoNetwork(text: string): unknown {
  const { target, aliases, driverOptions, ip, ip6, linkLocalIps, macAddress, gatewayPriority, isLong } = parseNetwork(text);
  return {
    Target: target, Aliases: isLong ? aliases : null, DriverOpts: driverOptions ?? null, GwPriority: gatewayPriority, IPv4Address: ip, IPv6Address: ip6,
    LinkLocalIPs: linkLocalIps.length > 0 ? linkLocalIps : null, Links: null, MacAddress: macAddress,
  };
}

/** Functions of ours for those of Docker's package opts; what is not here is of swarm, compose or Go alone. */
const CALLS: Readonly<Record<string, (args: Args, test: GoCase) => unknown>> = {
  NormalizeCapability: ({ capability }) => [normaliseCapability(capability)],
  EffectiveCapAddCapDrop: ({ add, drop }) => effectiveCapabilities(add, drop),
  'DurationOpt.Set': ({ s }) => formatDuration(parseDuration(s)),
  ValidateEnv: ({ val }) => [validateVariable(val, ENVIRONMENT)],
  ParseEnvFile: ({ filename }, { fileContent }) => {
    if (fileContent === undefined) throw new Error(`open ${String(filename)}: no such file or directory`);
    return [parseEnvFile(toBytes(fileContent), lookup)];
  },
  ParseFromReader: ({ r }) => [parseEnvFile(toBytes((r as { s: string }).s), lookup)],
  ParseHost: ({ val }) => [parseHost(val)],
  parseDockerDaemonHost: ({ addr }) => [parseDaemonHost(addr)],
  ParseTCPAddr: ({ tryAddr, defaultAddr }) => [parseTcpAddress(tryAddr, defaultAddr)],
  parseSimpleProtoAddr: ({ proto, addr, defaultAddr }) => [parseSimpleAddress(proto, addr, defaultAddr)],
  ValidateExtraHost: ({ val }) => [validateExtraHost(val)],
  'MountOpt.Set': ({ value }) => [absoluteSource(parseMount(value), '$ROOT/opts')],
  'NetworkOpt.Set': ({ value }) => [asGoNetwork(value)],
  ValidateIPAddress: ({ val }) => [validateIpAddress(val)],
  ValidateDNSSearch: ({ val }) => [validateDnsSearch(val)],
  ValidateLabel: ({ value }) => [validateLabel(value)],
  ValidateMACAddress: ({ val }) => [validateMacAddress(val)],
  ValidateLink: ({ val }) => [validateLink(val)],
  ParseLink: ({ val }) => parseLink(val),
  ParseCPUs: ({ value }) => [parseCpus(value)],
  'GpuOpts.Set': ({ value }) => [parseGpus(value)],
  'UlimitOpt.Set': ({ val }) => parseUlimit(val),
  Parse: ({ format }) => new Template(format, DOCKER_FUNCTIONS) && true,
};

/** What the call gave, in the shape that `CALLS` gives. */
function expected(test: GoCase): string {
  if (test.error) return `error: ${test.error}`;
  if (test.fn === 'DurationOpt.Set') return canonical((test.afterValue as { $string: string }).$string);
  if (test.fn === 'UlimitOpt.Set' || test.fn === 'Parse') return 'done';
  return canonical(test.afterValue ?? test.out).replaceAll('/$ROOT', '$ROOT');
}

function found(test: GoCase, call: NonNullable<(typeof CALLS)[string]>): string {
  try {
    const value = call(test.args as Args, test);
    return test.fn === 'UlimitOpt.Set' || test.fn === 'Parse' ? 'done' : canonical(value).replaceAll('/$ROOT', '$ROOT');
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

/** opts.json: values of flags, and command lines of `docker run` as what is sent to the daemon. */
export function runSuite(suite: Suite): SuiteResult {
  const tally = new Tally();
  for (const test of suite.cases) {
    const call = CALLS[test.fn];
    const isOther = !call || (test.fn === 'Parse' && test.args['format'] === undefined);
    if (isOther) tally.skip();
    else tally.check(`${test.fn} ${canonical(test.args)}`, expected(test), found(test, call));
  }
  for (const test of suite.run) tally.check(`run ${test.argv.join(' ')}`, expectedRun(test), foundRun(test));
  return tally.result;
}

/** The files that the recorded command lines name, as their answers show what is in them. */
const FILES: Readonly<Record<string, Uint8Array>> = {
  'testdata/valid.env': toBytes('ENV1=value1\n'),
  'testdata/utf8.env': toBytes('\ufeffFOO=BAR\nHELLO=您好\nBAR=FOO\n'),
  'testdata/utf16.env': Uint8Array.from([255, 254, 70, 0, 79, 0, 79, 0, 61, 0, 66, 0, 65, 0, 82, 0, 13, 0, 10, 0]),
  'testdata/utf16be.env': Uint8Array.from([254, 255, 0, 70, 0, 79, 0, 79, 0, 61, 0, 66, 0, 65, 0, 82, 0, 13, 0, 10]),
  'testdata/valid.label': toBytes('LABEL1=value1\n'),
};

function readFile(path: string): Uint8Array {
  const content = FILES[path];
  if (!content) throw new SystemError('ENOENT', path);
  return content;
}

function expectedRun(test: RunCase): string {
  if (test.error !== null) return `error: ${test.error}`;
  return canonical({ ...test.Config, HostConfig: test.HostConfig, NetworkingConfig: test.NetworkingConfig });
}

function foundRun(test: RunCase): string {
  try {
    const flags = [...CONTAINER_FLAGS, bool('d,detach', '')];
    const { values, args } = parseFlags(flags, test.argv, false);
    // Most of the recorded tests look at the flags alone and leave the image and its command out.
    const words = test.Config?.['Image'] === '' ? [] : args;
    return canonical(containerConfig(values, words, { cwd: '$ROOT', env: ENVIRONMENT, files: { read: readFile } }));
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}
