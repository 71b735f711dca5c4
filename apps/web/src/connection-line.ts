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
  template: `
    <div class="line">
      <span class="lamp" [attr.data-kind]="gateway.state().kind"></span>
      <span class="text" data-testid="connection" [attr.data-state]="gateway.state().kind">
        <span role="status">{{ text().line }}</span>
        <span aria-hidden="true">{{ text().detail }}</span>
      </span>
      <button type="button" (click)="toggle()">{{ left() ? 'Connect' : 'Disconnect' }}</button>
    </div>

    <details data-testid="security" [attr.data-level]="security().level">
      <summary><sw-icon name="shield" /> {{ security().label }} <sw-icon name="more" /></summary>
      <p>{{ security().explanation }}</p>
    </details>
  `,
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
