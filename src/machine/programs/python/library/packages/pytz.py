from datetime import timezone
utc = UTC = timezone.utc
