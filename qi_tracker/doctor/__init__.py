"""What must hold in a live installation, looked at without changing anything; `qi-tracker doctor` tells the rest."""
