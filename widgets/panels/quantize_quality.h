// SPDX-License-Identifier: GPL-3.0-or-later
// What a packed model gives away on a text, against the model it was made of: perplexity, KL divergence, same first choice.
#pragma once
#include "core/api/native.h"

#include <QWidget>
#include <optional>

namespace stillhouse::widgets {

class EmptyState;
class FactRow;
class Session;
class TextMeasure;

class QuantizeQuality : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeQuality(Session& session, QWidget* parent = nullptr);
    /// Both empty: nothing to compare. `native`: false where part of the format is simulated.
    void setModels(const QString& reference, const QString& packed, bool native);
    void setBlocked(const QString& reason);
    void start();
    TextMeasure* measure() const { return measure_; }
    const std::optional<Divergence>& result() const { return result_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);
    void measured();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();

    Session& session_;
    QString reference_, packed_, blocked_;
    bool native_ = true;
    std::optional<Divergence> result_;
    TextMeasure* measure_;
    FactRow* facts_;
    EmptyState* empty_;
};

} // namespace stillhouse::widgets
