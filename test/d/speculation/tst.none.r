1 0 0
reached 2

-- stderr --
ntrace: [DTRACEDROP_SPECUNAVAIL] 2 failed speculations (no speculative buffer available; commit or discard those that are done or raise -x nspec)
dropped in total: 2 speculation-unavailable
