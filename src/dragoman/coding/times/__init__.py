"""Days and times as people say them: from words to intervals."""
