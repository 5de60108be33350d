/**
 * The proxies that the environment names, for undici, which reads the same variables but wants a scheme: others take
 * `proxy:3128` for http. Empty means none.
 */
export function proxiesOf(environment: NodeJS.ProcessEnv): {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
} {
  const http = withScheme(environment.http_proxy ?? environment.HTTP_PROXY);
  const https = withScheme(environment.https_proxy ?? environment.HTTPS_PROXY);
  return {
    ...(http === undefined ? {} : { httpProxy: http }),
    ...(https === undefined ? {} : { httpsProxy: https }),
  };
}

function withScheme(proxy: string | undefined): string | undefined {
  if (proxy === undefined || proxy === '') return proxy;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}
