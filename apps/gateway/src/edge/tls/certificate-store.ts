import type { Server } from 'node:https';
import { Logger } from '@nestjs/common';
import type { GatewayConfig } from '../../gateway.config';
import type { Certificate } from './certificate';
import { loadCertificate } from './load-certificate';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The certificate that the gateway serves with. It is checked once a day, so a gateway that runs for years has
 * a valid one. A certificate from files is also reloaded on SIGHUP. Existing connections keep their first
 * certificate.
 */
export class CertificateStore {
  private readonly logger = new Logger(CertificateStore.name);
  private readonly daily: NodeJS.Timeout;
  private server: Server | undefined;

  private constructor(
    private readonly config: GatewayConfig,
    private certificate: Certificate,
  ) {
    this.daily = setInterval(this.renew, DAY_MS).unref();
    if (config.GATEWAY_TLS === 'files') process.on('SIGHUP', this.renew);
  }

  /**
   * Loads the certificate; null without TLS.
   * @throws ConfigError when there is no usable certificate.
   */
  static async open(config: GatewayConfig): Promise<CertificateStore | null> {
    const certificate = await loadCertificate(config);
    return certificate && new CertificateStore(config, certificate);
  }

  /** The certificate of new connections. */
  get current(): Certificate {
    return this.certificate;
  }

  /** Passes later certificates to `server`. */
  serve(server: Server): void {
    this.server = server;
  }

  /** Stops checking. */
  close(): void {
    clearInterval(this.daily);
    process.off('SIGHUP', this.renew);
  }

  private readonly renew = (): void => {
    loadCertificate(this.config)
      .then((certificate) => {
        if (!certificate || certificate.cert === this.certificate.cert) return;
        this.server?.setSecureContext(certificate);
        this.certificate = certificate;
        const { fingerprint256: fingerprint, validTo } = certificate.x509;
        this.logger.log({ event: 'certificate-renewed', fingerprint, validTo });
      })
      .catch((error: Error) => {
        this.logger.error({ event: 'certificate-not-renewed', reason: error.message });
      });
  };
}
