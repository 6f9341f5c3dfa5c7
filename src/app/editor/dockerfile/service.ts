import { DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import type { DockerfileLanguageService } from 'dockerfile-language-service';

/** The library that knows where in a Dockerfile what may follow. It counts lines and characters from 0. */
export function createService(): DockerfileLanguageService {
  // The library asks Buffer for the bytes of a text, and for nothing else.
  const scope = globalThis as { Buffer?: { from(text: string): Uint8Array } };
  scope.Buffer ??= { from: (text) => new TextEncoder().encode(text) };
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  service.setCapabilities({ completion: { completionItem: { snippetSupport: true } } });
  return service;
}
