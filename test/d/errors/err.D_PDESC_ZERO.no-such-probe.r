-- stderr --
ntrace: failed to compile script test/d/errors/err.D_PDESC_ZERO.no-such-probe.d: [D_PDESC_ZERO] line 6: probe description abort:::fierd does not match any probes
