/** Recorded cases that we don't agree with, by suite and name, each with its reason. */
export const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'buildkit-corpus': {
    'frontend/dockerfile/dockerfile_test.go:9674': 'ADD and ARG are equally near to AS; BuildKit takes whichever its map gives first, which changes from run to run',
    'hadolint:test/Hadolint/Rule/DL3065Spec.hs:20': 'BuildKit points twice at the same line of a platform that is none; we do once',
  },
  'cli-golden': {
    '198 inspect.template {{.Size}} {{.Id}}': 'JSON.parse does not tell 53317.0 from 53317',
  },
  hadolint: {
    'DL3000 "WORKDIR ${work}"': 'BuildKit builds for Linux, where this is relative, or empty',
    'DL3000 "WORKDIR \'C:\\\\\'"': 'BuildKit builds for Linux, where this is relative, or empty',
    'DL3000 "WORKDIR C:/"': 'BuildKit builds for Linux, where this is relative, or empty',
    'DL3000 "WORKDIR \\"${dir}\\""': 'BuildKit builds for Linux, where this is relative, or empty',
    'DL3000 "WORKDIR \\"C:/\\""': 'BuildKit builds for Linux, where this is relative, or empty',
    'DL3002 "FROM debian as base\\nUSER root\\nRUN something\\nFROM scratch\\nUSER foo\\nRUN something else\\n"': 'the user of a stage that is not in the image harms nobody',
    'DL3009 ONBUILD "FROM ubuntu as foo\\nRUN apt-get update && apt-get install python\\nFROM scratch\\nRUN echo hey!\\n"': 'what a stage that is not in the image leaves behind does no harm',
    'DL3009 ONBUILD "FROM ubuntu as foo\\nRUN apt-get update && apt-get install python\\nFROM scratch\\nRUN hey!\\n"': 'what a stage that is not in the image leaves behind does no harm',
    'DL3011 "# hadolint stage ignore=DL3011,DL3002\\nFROM ubuntu\\nUSER root\\nEXPOSE 80000\\n"': "hadolint's comments silence our advice; BuildKit refuses it all the same",
    'DL3011 "# hadolint stage ignore=DL3011\\nFROM ubuntu\\nEXPOSE 80000\\n"': "hadolint's comments silence our advice; BuildKit refuses it all the same",
    'DL3011 "EXPOSE 40000-${FOOBAR}"': 'BuildKit refuses a range that ends with nothing',
    'DL3023 "# hadolint global ignore = DL3023 , DL3021\\nFROM node as foo\\nCOPY --from=foo bar baz .\\n"': "hadolint's comments silence our advice; BuildKit refuses it all the same",
    'DL3023 "FROM node as foo\\n# hadolint ignore=DL3023, DL3021\\nCOPY --from=foo bar baz .\\n"': "hadolint's comments silence our advice; BuildKit refuses it all the same",
    'DL3025 "HEALTHCHECK CMD foobar\\n"': "BuildKit's check is about CMD and ENTRYPOINT only",
    'DL3033 "FROM fedora:fc42 AS build\\nENV version=2.51.0-2.fc42\\nFROM fedora:fc42\\nRUN yum -y install git-core-${version}\\n"': 'the variable is not known in this stage, and may hold a version',
    'DL3041 "FROM fedora:fc42 AS build\\nENV version=2.51.0-2.fc42\\nFROM fedora:fc42\\nRUN dnf -y install git-core-${version}\\n"': 'the variable is not known in this stage, and may hold a version',
    'DL3060 ONBUILD "FROM node:lts-alpine as foo\\nRUN yarn install foo\\nFROM scratch\\nRUN hey!\\n"': 'what a stage that is not in the image leaves behind does no harm',
    'DL3064 "ARG AWS_ACCESS_KEY_ID\\nFROM debian:bullseye\\nRUN foobar\\n"': "BuildKit doesn't check an ARG before the first FROM",
    'DL3064 "ARG openai_api_key\\nFROM debian:bullseye\\nRUN foobar\\n"': "BuildKit doesn't check an ARG before the first FROM",
    'DL3064 ONBUILD "ARG AWS_ACCESS_KEY_ID\\nFROM debian:bullseye\\nRUN foobar\\n"': "BuildKit doesn't check an ARG before the first FROM",
    'DL3064 ONBUILD "ARG openai_api_key\\nFROM debian:bullseye\\nRUN foobar\\n"': "BuildKit doesn't check an ARG before the first FROM",
  },
  templates: {
    'exec out of range {{slice .SI 4 5}}': 'Go slices up to the capacity, which JSON does not tell',
    'exec indexes > cap(s) {{slice .SICap 6 10 11}}': 'Go slices up to the capacity, which JSON does not tell',
    'printf %#v []int []': 'an empty slice does not show what its elements would be',
  },
  shlex: {
    'wordsTest 17: hello${trailing}d': 'the recorded value of `trailing` lost the spaces at its end',
    'wordsTest 18: hello"${trailing}"d': 'the recorded value of `trailing` lost the spaces at its end',
    'wordsTest 21: hello" there  "': 'the recorded answer lost the spaces at its end',
  },
};
