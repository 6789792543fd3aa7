began

-- stderr --
ntrace DEBUG TIME: done {"reason":"exit","status":0}
