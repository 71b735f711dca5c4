import { lookup } from 'node:dns/promises';
import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Service } from '@sealwave/node/service';
import { Admission } from './edge/admission/admission';
import { type RequestPolicy, applyRequestPolicy } from './edge/admission/request-policy';
import { GuardedIoAdapter } from './edge/admission/guarded-io-adapter';
import { HttpAdmission } from './edge/http/http-admission';
import { OriginPolicy } from './edge/admission/origin-policy';
import { securityHeaders } from './edge/http/security-headers';
import { AppModule } from './app.module';
import type { GatewayConfig } from './gateway.config';
import { whereToOpen } from './listening';
import { CertificateStore } from './edge/tls/certificate-store';
import { refuseExposedPlainHttp } from './edge/tls/refuse-exposed-plain-http';
import { sliceWrites } from './edge/tls/slice-writes';
import { machineNames } from './edge/tls/machine-names';
import { pagePolicy } from './edge/web-app/page-policy';
import { readPage, serveWebApp } from './edge/web-app/serve-web-app';

/** Time limit for a TLS handshake, in milliseconds. A browser needs a fraction of it. */
const TLS_HANDSHAKE_MS = 10_000;

/** A listening gateway. */
export interface Gateway extends Service {
  readonly port: number;
}

/**
 * Starts a gateway in this process.
 * @param webRoot absolute path of the built web app.
 * @throws ConfigError when the settings would expose it, or there is no usable certificate.
 * @throws Error when the address or the port is not available.
 */
export async function startGateway(
  config: GatewayConfig,
  logger: LoggerService,
  webRoot: string,
): Promise<Gateway> {
  const { address } = await lookup(config.GATEWAY_HOST);
  refuseExposedPlainHttp(config, address);
  const keeper = await CertificateStore.open(config);
  const guard = requestPolicyFor(config, keeper, webRoot);

  const httpsOptions = keeper && { ...keeper.current, handshakeTimeout: TLS_HANDSHAKE_MS };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger,
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
    ...(httpsOptions && { httpsOptions }),
  });
  app.disable('x-powered-by');
  const admission = app.get(Admission);
  const http = new HttpAdmission(admission);
  http.guard(app.getHttpServer() as Server);
  app.use(http.admitToPage);
  applyRequestPolicy(app, guard);
  serveWebApp(app, webRoot);
  app.useWebSocketAdapter(new GuardedIoAdapter(app, { admission, http, guard }));
  await app.listen(config.GATEWAY_PORT, address);

  const server = app.getHttpServer() as Server;
  keeper?.serve(server as SecureServer);
  server.on('secureConnection', sliceWrites);
  const { port } = server.address() as AddressInfo;
  const scheme = keeper ? 'https' : 'http';
  const { url, notes, event } = whereToOpen({
    address,
    port,
    scheme,
    names: machineNames(hostname(), networkInterfaces()),
    fingerprint: keeper?.current.x509.fingerprint256,
  });
  new Logger('Gateway').log(event);
  const close = async () => {
    keeper?.close();
    await app.close();
  };
  return { url, notes, port, close };
}

function requestPolicyFor(
  config: GatewayConfig,
  keeper: CertificateStore | null,
  webRoot: string,
): RequestPolicy {
  const names = [config.GATEWAY_HOST, ...machineNames(hostname(), {}).hostNames];
  const certifies = (name: string) => keeper?.current.x509.checkHost(name) !== undefined;
  return {
    policy: new OriginPolicy({
      origins: config.GATEWAY_ORIGINS,
      development: config.NODE_ENV === 'development',
      scheme: keeper ? 'https' : 'http',
      isOwnName: (name) => names.includes(name) || certifies(name),
    }),
    headers: securityHeaders({
      contentSecurityPolicy: pagePolicy(readPage(webRoot)),
      // With strict transport security, browsers offer no way past a bad certificate. So it is off for a
      // self-signed certificate. It is also off for localhost, where other programs serve too.
      strictTransport: config.GATEWAY_TLS === 'files' && !certifies('localhost'),
    }),
  };
}
