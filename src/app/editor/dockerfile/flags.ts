/** The flags that an instruction takes, as a snippet that a learner fills in. The source: the reference of Dockerfile 1.x. */
export const INSTRUCTION_FLAGS: Readonly<Record<string, readonly string[]>> = {
  FROM: ['--platform=${1:linux/amd64}'],
  RUN: [
    '--mount=type=cache,target=${1:/root/.cache/pip}', '--mount=type=bind,source=${1:.},target=${2:/src}', '--mount=type=secret,id=${1:token}',
    '--mount=type=tmpfs,target=${1:/tmp}', '--mount=type=ssh', '--network=${1|default,none,host|}', '--security=${1|sandbox,insecure|}',
  ],
  COPY: ['--from=${1:stage}', '--chown=${1:user:group}', '--chmod=${1:644}', '--link', '--parents', '--exclude=${1:*.log}'],
  ADD: ['--chown=${1:user:group}', '--chmod=${1:644}', '--link', '--checksum=${1:sha256:}', '--keep-git-dir=true', '--exclude=${1:*.log}'],
  HEALTHCHECK: ['--interval=${1:30s}', '--timeout=${1:30s}', '--start-period=${1:5s}', '--start-interval=${1:5s}', '--retries=${1:3}'],
};

/** `--mount=type=cache,target=${1:/x}` → `--mount=type=cache,target=/x`: a snippet as it is shown. */
export function shownFlag(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1');
}
