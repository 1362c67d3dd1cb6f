// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/annotator.h"

#include "widgets/session.h"

#include <QSettings>

namespace stillhouse::widgets {

namespace {

constexpr auto kNameKey = "labelling/annotator";

} // namespace

Annotator& Annotator::of(Session& session) {
    if (auto* known = session.findChild<Annotator*>(QString(), Qt::FindDirectChildrenOnly))
        return *known;
    return *new Annotator(&session);
}

Annotator::Annotator(QObject* parent) : QObject(parent) {
    const QString login = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    name_ = QSettings().value(QLatin1String(kNameKey), login.isEmpty() ? QStringLiteral("user") : login).toString();
}

void Annotator::setName(const QString& name) {
    const QString wanted = name.trimmed();
    if (wanted.isEmpty() || wanted == name_)
        return;
    name_ = wanted;
    QSettings().setValue(QLatin1String(kNameKey), name_);
    Q_EMIT changed();
}

} // namespace stillhouse::widgets
