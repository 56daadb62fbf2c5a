import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.util.StringJoiner;

/** What EU DSS says of signed files, without a network: DssJudge CA.pem CRL.der FILE.pdf..., a line a file, FILE: level and verdict of each signature in order. */
public class DssJudge {
    public static void main(String[] args) throws Exception {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(new File(args[0])));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        verifier.setCrlSource(new ExternalResourcesCRLSource(new FileDocument(new File(args[1])).openStream()));
        for (int i = 2; i < args.length; i++) {
            SignedDocumentValidator file = SignedDocumentValidator.fromDocument(new FileDocument(args[i]));
            file.setCertificateVerifier(verifier);
            SimpleReport report = file.validateDocument().getSimpleReport();
            StringJoiner words = new StringJoiner(", ");
            for (String id : report.getSignatureIdList()) {
                Indication said = report.getIndication(id);
                words.add(report.getSignatureFormat(id) + " " + said + (said == Indication.TOTAL_PASSED ? "" : " " + report.getSubIndication(id)));
            }
            System.out.println(new File(args[i]).getName() + ": " + words);
        }
    }
}
