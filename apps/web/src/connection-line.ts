import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { Icon } from '@sealwave/web/ui';
import { linkText } from './link-text';
import { securityOf } from './security-state';

/** How far the connection is up, what protects it, and the way out of it and back. */
@Component({
  selector: 'sw-connection-line',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './connection-line.html',
  styleUrl: './connection-line.css',
})
export class ConnectionLine {
  protected readonly gateway = inject(GatewayClient);

  protected readonly text = computed(() => linkText(this.gateway.state()));
  protected readonly security = computed(() => securityOf(this.gateway.state()));
  protected readonly left = computed(() => {
    const link = this.gateway.state();
    return link.kind === 'failed' || (link.kind === 'disconnected' && link.reason === 'requested');
  });

  protected async toggle(): Promise<void> {
    if (this.left()) this.gateway.join();
    else await this.gateway.leave();
  }
}
